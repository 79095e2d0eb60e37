package com.scaiwave.admin.torture.cases;

import com.scaiwave.admin.testkit.Together;
import com.scaiwave.admin.testkit.http.Answer;
import com.scaiwave.admin.testkit.http.Call;
import com.scaiwave.admin.testkit.http.Client;
import com.scaiwave.admin.testkit.http.Ledger;
import com.scaiwave.admin.testkit.http.Operation;
import com.scaiwave.admin.torture.Case;
import com.scaiwave.admin.torture.Run;
import com.scaiwave.admin.torture.client.Clients;
import com.scaiwave.admin.torture.client.LogTable;
import com.scaiwave.admin.torture.client.LogTable.Row;
import com.scaiwave.admin.torture.cluster.Cluster;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import java.util.stream.Collectors;

/**
 * Fifty clients ask for the same at the same moment, through every process: exactly one gets it. A
 * request whose outcome is unknown, as when its deadline passes on a busy machine, is retried with
 * its key.
 */
public final class Races implements Case {
    private static final int CLIENTS = 50;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Override
    public void run(Cluster cluster, Run run) throws Exception {
        int rounds = run.count(1, 40);
        Race race = new Race(cluster, run);
        int done = 0;
        while (done < rounds && run.hasTime()) {
            race.all();
            done++;
        }
        run.figure("rounds of %d clients".formatted(CLIENTS), done);
        run.found(
                race.ledger.operations().stream()
                        .flatMap(operation -> operation.answers().stream())
                        .filter(answer -> !answer.isPromised())
                        .map(answer -> "a race was answered " + answer)
                        .toList());
        run.found(Quiet.settle(cluster, run, race.ledger).wrong());
        run.found(new LogTable(cluster).unsound());
    }

    /** One round of all races, on resources of its own. */
    private record Race(Cluster cluster, Run run, Ledger ledger, AtomicInteger names) {
        Race(Cluster cluster, Run run) {
            this(cluster, run, Clients.ledger(cluster, "races"), new AtomicInteger());
        }

        private Client client() {
            return ledger.client();
        }

        private URI door() {
            return cluster.door();
        }

        void all() throws Exception {
            String tenant = Clients.tenants(client(), door(), 1).getFirst();
            List<String> models = Load.models(ledger, door(), tenant);
            enable(tenant, models);
            oneTenantOfASlug();
            onePartnerOfASlug();
            oneParticipantOfALocalId(tenant, models.getFirst());
            oneWriterOfAVersion(tenant);
            oneTenantBelowALimit();
            aDefaultIsEnabled(tenant, models);
            oneAnswerOfAKey(tenant, models.getLast());
        }

        private void oneTenantOfASlug() throws Exception {
            String slug = name();
            expectOne(
                    "tenant slug", "SW_TENANT_SLUG_TAKEN", together(_ -> tenant(slug, "prt_demo")));
        }

        private void onePartnerOfASlug() throws Exception {
            String slug = name();
            expectOne(
                    "partner slug",
                    "SW_PARTNER_SLUG_TAKEN",
                    together(_ -> partner(slug, "null", "null")));
        }

        /** Many equal PUTs make one participant; many POSTs would make one each. */
        private void oneParticipantOfALocalId(String tenant, String model) throws Exception {
            String localId = name();
            String post = Load.participant(model, localId);
            String put =
                    """
                    {"local_id": "%s", "display_name": "Torture", "system_prompt": "",
                     "default_response_mode": "streaming", "enabled": true}
                    """
                            .formatted(localId);
            List<Answer> answers =
                    together(n ->
                            n % 2 == 0
                                    ? Call.post("/v1/admin/participants/model", post).on(tenant)
                                    : Call.put("/v1/admin/models/" + model + "/participant", put)
                                            .on(tenant));
            Set<String> ids =
                    answers.stream()
                            .filter(Answer::isAcknowledged)
                            .map(a -> a.data().get("id").asString())
                            .collect(Collectors.toSet());
            if (ids.size() != 1) {
                run.found("a local id has %d owners".formatted(ids.size()));
            }
            expectOnly("local id", "SW_PARTICIPANT_LOCAL_ID_TAKEN", answers);
        }

        private void oneWriterOfAVersion(String tenant) throws Exception {
            String target = "/v1/admin/prompt-studio";
            String tag = client().demand(door(), Call.get(target).on(tenant)).header("ETag");
            expectOne(
                    "If-Match",
                    "SW_PRECONDITION_FAILED",
                    together(n ->
                            Call.put(target, Load.settings(name() + n))
                                    .on(tenant)
                                    .with("If-Match", tag)));
        }

        private void oneTenantBelowALimit() throws Exception {
            String parent = id(settled(door(), partner(name(), "null", "3")));
            String child = id(settled(door(), partner(name(), '"' + parent + '"', "null")));
            settled(door(), tenant(name(), parent));
            settled(door(), tenant(name(), child));
            String slug = name();
            expectOne(
                    "max_tenants",
                    "SW_TENANT_CAPACITY",
                    together(n -> tenant(slug + n, n % 2 == 0 ? parent : child)));
        }

        /** Checks that the default model and the notes' model are enabled after every append. */
        private void aDefaultIsEnabled(String tenant, List<String> models) throws Exception {
            String model = models.get(1);
            String all = quoted(models);
            List<Answer> answers =
                    together(n ->
                            switch (n % 5) {
                                case 0 -> configuration(tenant, all, '"' + model + '"');
                                case 1 -> switched(tenant, model, "disable");
                                case 2 -> notes(tenant, '"' + model + '"');
                                case 3 -> switched(tenant, model, "enable");
                                default ->
                                        n % 2 == 0
                                                ? configuration(tenant, all, "null")
                                                : notes(tenant, "null");
                            });
            for (Answer answer : answers) {
                boolean fine =
                        answer.isAcknowledged()
                                || answer.status() == 400
                                || answer.code().equals("SW_MODEL_IS_DEFAULT");
                if (!fine) {
                    run.found("a switch of the default model was answered " + answer);
                }
            }
            run.found(new DefaultModels(cluster, tenant).neverEnabled());
        }

        private void oneAnswerOfAKey(String tenant, String model) throws Exception {
            Operation writes =
                    ledger.write(
                            Call.put("/v1/admin/prompt-studio", Load.settings(name())).on(tenant));
            sameAnswers("with effect", writes, 1);
            Operation idle = ledger.write(switched(tenant, model, "enable"));
            sameAnswers("without effect", idle, 0);
        }

        private void sameAnswers(String what, Operation operation, int events) throws Exception {
            List<URI> doors = cluster.writeDoors();
            List<Answer> answers =
                    Together.times(
                            CLIENTS,
                            n -> ledger.settled(doors.get(n % doors.size()), operation, PATIENCE));
            Answer first = answers.getFirst();
            for (Answer answer : answers) {
                if (answer.status() != 200 || !Arrays.equals(answer.body(), first.body())) {
                    run.found("one key %s: %s and %s".formatted(what, first, answer));
                }
            }
            if (first.eventIds().size() != events) {
                run.found("one key %s: %s".formatted(what, first));
            }
        }

        private List<Answer> together(IntFunction<Call> call) throws Exception {
            List<URI> doors = cluster.writeDoors();
            return Together.times(
                    CLIENTS, n -> settled(doors.get(n % doors.size()), call.apply(n)));
        }

        private Answer settled(URI door, Call call) {
            return ledger.settled(door, ledger.write(call), PATIENCE);
        }

        private void expectOne(String what, String refusal, List<Answer> answers) {
            long won = answers.stream().filter(Answer::isAcknowledged).count();
            if (won != 1) {
                run.found("%d of %d got the same %s".formatted(won, CLIENTS, what));
            }
            expectOnly(what, refusal, answers);
        }

        private void expectOnly(String what, String refusal, List<Answer> answers) {
            answers.stream()
                    .filter(a -> !a.isAcknowledged() && !a.code().equals(refusal))
                    .forEach(a -> run.found("a loser of the race for a " + what + " got " + a));
        }

        private void enable(String tenant, List<String> models) {
            client().demand(door(), configuration(tenant, quoted(models), "null"));
        }

        private static Call configuration(String tenant, String enabled, String theDefault) {
            String body =
                    """
                    {"enabled_models": [%s], "default_model": %s}
                    """
                            .formatted(enabled, theDefault);
            return Call.put("/v1/admin/ai-config", body).on(tenant);
        }

        private static Call notes(String tenant, String model) {
            String body =
                    """
                    {"enabled": true, "model": %s}
                    """
                            .formatted(model);
            return Call.put("/v1/admin/note-processing", body).on(tenant);
        }

        private static Call switched(String tenant, String model, String how) {
            return Call.post("/v1/admin/models/" + model + "/" + how).on(tenant);
        }

        private static Call tenant(String slug, String partner) {
            return Call.post(
                    "/v1/admin/tenants",
                    """
                    {"slug": "%s", "name": "Torture", "partner_id": "%s"}
                    """
                            .formatted(slug, partner));
        }

        private static Call partner(String slug, String parent, String most) {
            return Call.post(
                    "/v1/admin/partners",
                    """
                    {"slug": "%s", "name": "Torture", "contact_email": "a@example.org",
                     "parent_partner_id": %s, "max_tenants": %s}
                    """
                            .formatted(slug, parent, most));
        }

        private static String quoted(List<String> models) {
            return String.join(",", models.stream().map(m -> '"' + m + '"').toList());
        }

        private static String id(Answer answer) {
            return answer.data().path("id").asString("");
        }

        private String name() {
            return "r" + Long.toString(System.nanoTime(), 36) + names.getAndIncrement();
        }
    }

    /** The default model, the notes' model and the enabled models of a tenant, append by append. */
    private record DefaultModels(Cluster cluster, String tenant) {
        List<String> neverEnabled() throws Exception {
            Set<String> enabled = new HashSet<>();
            String chosen = "";
            String noted = "";
            List<Row> rows = new LogTable(cluster).after(0);
            List<String> wrong = new ArrayList<>();
            for (int n = 0; n < rows.size(); n++) {
                Row row = rows.get(n);
                if (row.tenant().equals(tenant)) {
                    switch (row.type()) {
                        case "model.enabled" -> enabled.add(row.model());
                        case "model.disabled" -> enabled.remove(row.model());
                        case "ai-config.updated" -> chosen = row.changed("default_model", chosen);
                        case "note-processing.updated" -> noted = row.changed("model", noted);
                        default -> {}
                    }
                }
                boolean whole =
                        n + 1 == rows.size() || !rows.get(n + 1).request().equals(row.request());
                if (whole && !(chosen.isEmpty() || enabled.contains(chosen)) && wrong.isEmpty()) {
                    wrong.add("the default is not enabled at " + row);
                }
                if (whole && !(noted.isEmpty() || enabled.contains(noted)) && wrong.isEmpty()) {
                    wrong.add("the notes' model is not enabled at " + row);
                }
            }
            return wrong;
        }
    }
}
