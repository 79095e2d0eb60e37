package com.scaiwave.admin.command;

import static com.scaiwave.admin.command.Events.LARGE;
import static com.scaiwave.admin.command.Events.enabled;
import static com.scaiwave.admin.command.aiconfig.AiConfigCommands.enableOnly;
import static org.assertj.core.api.Assertions.assertThat;

import com.scaiwave.admin.command.CommandNode.Answer;
import com.scaiwave.admin.events.ModelEvent.ModelEnabled;
import com.scaiwave.admin.events.ModelSlug;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A stream is read 256 events at a time, and a decision stands on all of them. */
@NullMarked
class LongStreamTest {
    @ParameterizedTest
    @ValueSource(ints = {256, 513})
    void no_event_is_lost_or_repeated_where_a_read_ends(int count) {
        List<ModelEnabled> events = new ArrayList<>();
        List<ModelSlug> models = new ArrayList<>();
        for (int n = 1; n <= count; n++) {
            ModelSlug model = new ModelSlug("scai/m" + n);
            models.add(model);
            events.add(enabled(model, n, 1));
        }
        CommandNode node = CommandNode.alone().givenTogether(events);

        Answer same = node.send(enableOnly(models.toArray(ModelSlug[]::new)));

        assertThat(same.changed()).isFalse();
        assertThat(same.version()).isEqualTo(count);
        assertThat(same.position()).isEqualTo(count);
        models.add(LARGE);
        Answer more = node.send(enableOnly(models.toArray(ModelSlug[]::new)));
        assertThat(more.version()).isEqualTo(count + 1);
        assertThat(node.newEvents()).containsExactly(enabled(LARGE, count + 1, 1));
    }
}
