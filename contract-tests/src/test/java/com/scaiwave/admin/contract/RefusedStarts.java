package com.scaiwave.admin.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.scaiwave.admin.contract.harness.AllInOne;
import com.scaiwave.admin.contract.harness.Json;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.UserPrincipal;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** A start names what it finds and can't use, and leaves it unchanged. */
record RefusedStarts(AllInOne process, Map<String, String> environment) {

    /** Tries them on the data of a process that is stopped; it starts on all of it afterwards. */
    static void check(AllInOne stopped, Map<String, String> environment) throws IOException {
        RefusedStarts starts = new RefusedStarts(stopped, environment);
        starts.misconfigured();
        starts.onDataUnderAnotherMasterKey();
        starts.onDataOfAnotherPostgres();
        starts.onDataOfAnotherUser();
        starts.onPortThatIsTaken();
    }

    private void misconfigured() {
        assertThat(process.refusal(Map.of("SCAIWAVE_EDGE_TRUSTEDPROXIES", "127.0.0.1,10.0.0.0/33")))
                .contains(
                        "admin: scaiwave.edge.trusted-proxies has '10.0.0.0/33', which is no"
                                + " address and no CIDR range")
                .doesNotContain("Exception", "ready http");
    }

    private void onDataUnderAnotherMasterKey() throws IOException {
        Path key = process.data().resolve("master-key.json");
        Path kept = process.data().resolve("kept.json");
        Files.move(key, kept);
        try {
            Files.writeString(key, another(Files.readString(kept)));

            assertThat(process.refusal(environment))
                    .contains("admin: the master key is not the one that the data was sealed under")
                    .doesNotContain("Exception", "ready http");
        } finally {
            Files.move(kept, key, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /** A keyset of the same form, with other key bytes. */
    private static String another(String keyset) {
        JsonNode parsed = Json.parse(keyset);
        String value = parsed.at("/key/0/keyData/value").asString();
        String turned =
                value.substring(0, value.length() - 12)
                        + new StringBuilder(
                                        value.substring(value.length() - 12, value.length() - 4))
                                .reverse()
                        + value.substring(value.length() - 4);
        assertThat(turned).isNotEqualTo(value);
        return keyset.replace(value, turned);
    }

    private void onDataOfAnotherPostgres() throws IOException {
        Path version = process.data().resolve("postgres/PG_VERSION");
        String written = Files.readString(version);
        Files.writeString(version, "19\n");
        try {
            assertThat(process.refusal(environment))
                    .contains("is of PostgreSQL 19, and this runs 18: nothing was changed")
                    .doesNotContain("Exception", "ready http");
            assertThat(version).hasContent("19");
        } finally {
            Files.writeString(version, written);
        }
    }

    private void onDataOfAnotherUser() throws IOException {
        if (!System.getProperty("user.name").equals("root")) {
            System.out.println("Not tried: data of another user. Only root may give files away.");
            return;
        }
        Path folder = process.data().resolve("postgres");
        UserPrincipal owner = Files.getOwner(folder);
        Files.setOwner(
                folder,
                folder.getFileSystem()
                        .getUserPrincipalLookupService()
                        .lookupPrincipalByName("nobody"));
        try {
            assertThat(process.refusal(environment))
                    .contains("belongs to nobody, and this runs as root")
                    .doesNotContain("Exception", "ready http");
        } finally {
            Files.setOwner(folder, owner);
        }
    }

    private void onPortThatIsTaken() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
            assertThat(process.refusal(environment, taken.getLocalPort()))
                    .contains(
                            "can't listen on port "
                                    + taken.getLocalPort()
                                    + " (Address already in use)")
                    .doesNotContain("Exception", "ready http");
        }
    }
}
