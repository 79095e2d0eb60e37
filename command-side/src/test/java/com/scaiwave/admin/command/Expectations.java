package com.scaiwave.admin.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.scaiwave.admin.command.deciding.ExpectedTags;
import com.scaiwave.admin.web.edge.EntityTags;
import com.scaiwave.admin.web.refusal.ErrorCode;
import com.scaiwave.admin.web.refusal.Refusal;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.hamcrest.CustomMatcher;
import org.hamcrest.Matcher;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;

/** Matchers and assertions for tests of writes. */
@NullMarked
public final class Expectations {
    private Expectations() {}

    /** A caller that has seen a version. */
    public static ExpectedTags ifMatch(long version) {
        return new ExpectedTags(
                new EntityTags(true, false, List.of(Long.toString(version)), List.of()),
                ExpectedTags.NONE.ifNoneMatch());
    }

    public static Matcher<?> refusal(ErrorCode code) {
        return new CustomMatcher<Object>(code.name()) {
            @Override
            public boolean matches(@Nullable Object actual) {
                return actual instanceof Refusal refusal && refusal.code() == code;
            }
        };
    }

    /** Fails unless it is refused with a code; returns the refusal. */
    public static Refusal assertRefused(ErrorCode code, ThrowingCallable call) {
        Refusal refusal = catchThrowableOfType(Refusal.class, call);
        assertThat(refusal).as("refused").isNotNull();
        assertThat(refusal.code()).isEqualTo(code);
        return refusal;
    }

    /** Fails unless it is a 400 on these fields. */
    public static void assertInvalid(ThrowingCallable call, String... fields) {
        assertThat(assertRefused(ErrorCode.SW_VALIDATION_FAILED, call).details())
                .extracting(Refusal.Detail::field)
                .containsExactly(fields);
    }
}
