package com.scaiwave.admin.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.scaiwave.admin.contract.harness.AllInOne;
import com.scaiwave.admin.contract.harness.WithOwnDeployment;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.UserPrincipal;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A start names what it finds and can't use, and leaves it unchanged. */
@WithOwnDeployment
@Tag("development")
class StartTest {
    private static AllInOne process;

    @BeforeAll
    static void data_of_an_earlier_run() {
        process = AllInOne.prepare("start");
    }

    @AfterAll
    static void it_still_starts_on_all_of_it() {
        process.start(Map.of());
        process.operator().read(Given.PARTNERS + "/prt_demo");
        process.close();
    }

    @Test
    void data_of_another_postgresql_is_refused() throws IOException {
        Path version = process.data().resolve("postgres/PG_VERSION");
        String written = Files.readString(version);
        Files.writeString(version, "19\n");
        assertThat(process.refusal(Map.of()))
                .contains("is of PostgreSQL 19, and this runs 18: nothing was changed")
                .doesNotContain("Exception", "ready http");
        assertThat(version).hasContent("19");
        Files.writeString(version, written);
    }

    @Test
    void data_of_another_user_is_refused() throws IOException {
        assumeThat(System.getProperty("user.name")).as("who may give files away").isEqualTo("root");
        Path folder = process.data().resolve("postgres");
        UserPrincipal owner = Files.getOwner(folder);
        Files.setOwner(
                folder,
                folder.getFileSystem()
                        .getUserPrincipalLookupService()
                        .lookupPrincipalByName("nobody"));
        assertThat(process.refusal(Map.of()))
                .contains("belongs to nobody, and this runs as root")
                .doesNotContain("Exception", "ready http");
        Files.setOwner(folder, owner);
    }

    @Test
    void a_port_that_is_taken_is_named() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
            assertThat(process.refusal(Map.of(), taken.getLocalPort()))
                    .contains("port " + taken.getLocalPort() + " is taken by another process")
                    .doesNotContain("Exception", "ready http");
        }
    }
}
