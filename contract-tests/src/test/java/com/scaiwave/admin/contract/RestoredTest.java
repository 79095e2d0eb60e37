package com.scaiwave.admin.contract;

import static com.scaiwave.admin.contract.Given.each;
import static org.assertj.core.api.Assertions.assertThat;

import com.scaiwave.admin.contract.harness.AllInOne;
import com.scaiwave.admin.contract.harness.Api;
import com.scaiwave.admin.contract.harness.Fleet;
import com.scaiwave.admin.contract.harness.Request;
import com.scaiwave.admin.contract.harness.Response;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Sections 1 and 6, 410: what a client keeps of a history that a restore has lost. */
@Tag("development")
class RestoredTest {

    private static Api admin(AllInOne process) {
        return process.admin("tnt_demo", "usr_admin");
    }

    private static void write(AllInOne process, int count) {
        for (int n = 0; n < count; n++) {
            String way = n % 2 == 0 ? "/enable" : "/disable";
            admin(process).post(Given.PLUGINS + "/scaiwave.web" + way).send().expectChanged();
        }
    }

    private static Response events(AllInOne process, String after) {
        return admin(process).get(Given.EVENTS).query("after", after).send();
    }

    private static String position(String place) {
        return place.substring(0, place.indexOf('-'));
    }

    private static String end(AllInOne process) {
        return admin(process).read(Given.EVENTS).meta().get("next_after").asString();
    }

    @Test
    void a_place_in_the_lost_history_is_gone_and_one_from_before_goes_on() throws IOException {
        AllInOne process = AllInOne.start("restored", Map.of());
        try {
            for (int n = 0; n < 2; n++) {
                process.operator()
                        .post(Given.PARTNERS)
                        .json(Given.partner(Fleet.slug()))
                        .send()
                        .expect(201);
            }
            write(process, 4);
            String before = end(process);
            String audit = Given.AUDIT + "?order=asc";
            String cursorBefore = String.valueOf(admin(process).read(audit).nextCursor());
            process.stop();
            Path copy = process.data().resolveSibling(process.data().getFileName() + "-backup");
            copy(process.data(), copy);

            process.start(Map.of());
            write(process, 5);
            String lost = end(process);
            String lostCursor = String.valueOf(admin(process).read(audit).nextCursor());
            String lostDown =
                    String.valueOf(admin(process).read(Given.AUDIT + "?limit=2").nextCursor());
            String lostId;
            try (var stream =
                    new EventReader(admin(process).get(Given.EVENTS).query("after", before))) {
                lostId = stream.next(5).getLast().id();
            }
            assertThat(lostId).isEqualTo(lost);
            String past = Given.PARTNERS + "?limit=1&as_of=" + position(lost);
            String lostPast = String.valueOf(process.operator().read(past).nextCursor());
            Response second = process.operator().get(past).query("cursor", lostPast).send();
            assertThat(second.expect(200).data()).hasSize(1);
            assertThat(second.nextCursor()).isNotNull();
            process.stop();

            delete(process.data());
            copy(copy, process.data());
            process.start(Map.of());
            String beyond = lost;
            events(process, beyond).expectError(410, "SW_POSITION_GONE");
            write(process, 8);

            events(process, lost).expectError(410, "SW_POSITION_GONE");
            for (Request stream :
                    new Request[] {
                        admin(process).get(Given.EVENTS).header("Last-Event-ID", lostId),
                        admin(process).get(Given.EVENTS).query("after", lost)
                    }) {
                stream.header("Accept", "text/event-stream")
                        .send()
                        .expectError(410, "SW_POSITION_GONE");
            }
            admin(process)
                    .get(audit)
                    .query("cursor", lostCursor)
                    .send()
                    .expectError(410, "SW_POSITION_GONE");
            admin(process)
                    .get(Given.AUDIT + "?limit=2")
                    .query("cursor", lostDown)
                    .send()
                    .expectError(410, "SW_POSITION_GONE");

            process.operator()
                    .get(past)
                    .query("cursor", lostPast)
                    .send()
                    .expectError(410, "SW_POSITION_GONE");

            assertThat(events(process, before).expect(200).data()).hasSize(8);
            assertThat(
                            each(
                                    admin(process)
                                            .get(audit)
                                            .query("cursor", cursorBefore)
                                            .send()
                                            .expect(200)
                                            .data(),
                                    "action"))
                    .hasSize(8);
            events(process, position(lost)).expect(200);
        } finally {
            process.close();
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.walkFileTree(
                from,
                new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes is)
                            throws IOException {
                        Files.copy(
                                folder,
                                to.resolve(from.relativize(folder)),
                                StandardCopyOption.COPY_ATTRIBUTES);
                        return FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult visitFile(Path file, BasicFileAttributes is)
                            throws IOException {
                        Files.copy(
                                file,
                                to.resolve(from.relativize(file)),
                                StandardCopyOption.COPY_ATTRIBUTES);
                        return FileVisitResult.CONTINUE;
                    }
                });
    }

    private static void delete(Path folder) throws IOException {
        Files.walkFileTree(
                folder,
                new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult visitFile(Path file, BasicFileAttributes is)
                            throws IOException {
                        Files.delete(file);
                        return FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult postVisitDirectory(Path done, IOException e)
                            throws IOException {
                        Files.delete(done);
                        return FileVisitResult.CONTINUE;
                    }
                });
    }
}
