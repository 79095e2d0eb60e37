package com.scaiwave.admin.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.scaiwave.admin.client.api.AiConfigurationApi;
import com.scaiwave.admin.client.api.AiConfigurationApi.APIGetAiConfigRequest;
import com.scaiwave.admin.client.api.AiConfigurationApi.APIPutAiConfigRequest;
import com.scaiwave.admin.client.api.AuditApi;
import com.scaiwave.admin.client.api.AuditApi.APIListAuditRequest;
import com.scaiwave.admin.client.api.DocumentationApi;
import com.scaiwave.admin.client.api.DocumentationApi.APIGetOpenApiRequest;
import com.scaiwave.admin.client.api.EventsApi;
import com.scaiwave.admin.client.api.EventsApi.APIListEventsRequest;
import com.scaiwave.admin.client.api.ModelsApi;
import com.scaiwave.admin.client.api.ModelsApi.APIDisableModelRequest;
import com.scaiwave.admin.client.api.ModelsApi.APIEnableModelRequest;
import com.scaiwave.admin.client.api.ModelsApi.APIListModelsRequest;
import com.scaiwave.admin.client.api.ModelsApi.APIPutModelParticipantRequest;
import com.scaiwave.admin.client.api.NoteProcessingApi;
import com.scaiwave.admin.client.api.NoteProcessingApi.APIGetNoteProcessingRequest;
import com.scaiwave.admin.client.api.NoteProcessingApi.APIPutNoteProcessingRequest;
import com.scaiwave.admin.client.api.ParticipantsApi;
import com.scaiwave.admin.client.api.ParticipantsApi.APICreateModelParticipantRequest;
import com.scaiwave.admin.client.api.ParticipantsApi.APIGetParticipantRequest;
import com.scaiwave.admin.client.api.ParticipantsApi.APIListParticipantsRequest;
import com.scaiwave.admin.client.api.PartnersApi;
import com.scaiwave.admin.client.api.PartnersApi.APICreatePartnerRequest;
import com.scaiwave.admin.client.api.PartnersApi.APIGetPartnerRequest;
import com.scaiwave.admin.client.api.PartnersApi.APIListPartnersRequest;
import com.scaiwave.admin.client.api.PartnersApi.APIPutPartnerRequest;
import com.scaiwave.admin.client.api.PlatformApi;
import com.scaiwave.admin.client.api.PlatformApi.APIRecordPlatformEventsRequest;
import com.scaiwave.admin.client.api.PluginsApi;
import com.scaiwave.admin.client.api.PluginsApi.APIDisablePluginRequest;
import com.scaiwave.admin.client.api.PluginsApi.APIEnablePluginRequest;
import com.scaiwave.admin.client.api.PluginsApi.APIListPluginsRequest;
import com.scaiwave.admin.client.api.PromptStudioApi;
import com.scaiwave.admin.client.api.PromptStudioApi.APIGetPromptStudioRequest;
import com.scaiwave.admin.client.api.PromptStudioApi.APIPutPromptStudioRequest;
import com.scaiwave.admin.client.api.ProofsApi;
import com.scaiwave.admin.client.api.ProofsApi.APIGetCheckpointKeyRequest;
import com.scaiwave.admin.client.api.ProofsApi.APIGetCheckpointRequest;
import com.scaiwave.admin.client.api.ProofsApi.APIGetConsistencyProofRequest;
import com.scaiwave.admin.client.api.ProofsApi.APIGetInclusionProofRequest;
import com.scaiwave.admin.client.api.ProofsApi.APIGetTileRequest;
import com.scaiwave.admin.client.api.ProofsApi.APIGetTreeCheckpointRequest;
import com.scaiwave.admin.client.api.ProofsApi.APIGetTreeEntriesRequest;
import com.scaiwave.admin.client.api.StatisticsApi;
import com.scaiwave.admin.client.api.StatisticsApi.APIGetStatsRequest;
import com.scaiwave.admin.client.api.TenantsApi;
import com.scaiwave.admin.client.api.TenantsApi.APICreateTenantRequest;
import com.scaiwave.admin.client.api.TenantsApi.APIGetTenantRequest;
import com.scaiwave.admin.client.api.TenantsApi.APIListTenantsRequest;
import com.scaiwave.admin.client.invoker.ApiClient;
import com.scaiwave.admin.client.invoker.ApiException;
import com.scaiwave.admin.client.invoker.ApiResponse;
import com.scaiwave.admin.client.model.AiConfig;
import com.scaiwave.admin.client.model.AiConfigPut;
import com.scaiwave.admin.client.model.AiConfigResponse;
import com.scaiwave.admin.client.model.AiConfigWriteResponse;
import com.scaiwave.admin.client.model.AuditEntry;
import com.scaiwave.admin.client.model.AuditListResponse;
import com.scaiwave.admin.client.model.CatalogModel;
import com.scaiwave.admin.client.model.ErrorCode;
import com.scaiwave.admin.client.model.EventListResponse;
import com.scaiwave.admin.client.model.ModelParticipantCreate;
import com.scaiwave.admin.client.model.ModelParticipantPut;
import com.scaiwave.admin.client.model.NoteProcessing;
import com.scaiwave.admin.client.model.NoteProcessingPut;
import com.scaiwave.admin.client.model.OpenApiDocument;
import com.scaiwave.admin.client.model.Participant;
import com.scaiwave.admin.client.model.ParticipantListResponse;
import com.scaiwave.admin.client.model.ParticipantType;
import com.scaiwave.admin.client.model.ParticipantWriteResponse;
import com.scaiwave.admin.client.model.Partner;
import com.scaiwave.admin.client.model.PartnerCreate;
import com.scaiwave.admin.client.model.PartnerListResponse;
import com.scaiwave.admin.client.model.PartnerPut;
import com.scaiwave.admin.client.model.PartnerStatus;
import com.scaiwave.admin.client.model.PartnerWriteResponse;
import com.scaiwave.admin.client.model.PlatformEvent;
import com.scaiwave.admin.client.model.PlatformResult;
import com.scaiwave.admin.client.model.PluginWriteResponse;
import com.scaiwave.admin.client.model.PromptStudio;
import com.scaiwave.admin.client.model.PromptStudioAllowlist;
import com.scaiwave.admin.client.model.PromptStudioPut;
import com.scaiwave.admin.client.model.PromptStudioPutAllowlist;
import com.scaiwave.admin.client.model.ResponseMode;
import com.scaiwave.admin.client.model.ScaiGridAuthMode;
import com.scaiwave.admin.client.model.SystemPromptTemplate;
import com.scaiwave.admin.client.model.Tenant;
import com.scaiwave.admin.client.model.TenantCreate;
import com.scaiwave.admin.client.model.TenantListResponse;
import com.scaiwave.admin.client.model.WriteMeta;
import java.io.File;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;

/** Calls everything in the API, with types that a generator made from its document. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class StoryTest {

    private static final String CHAT = "claude-sonnet-4-6";
    private static final String AUDIO = "mistralai/voxtral-small-latest";
    private static final String PLUGIN = "scaiwave.web_search";

    private Service service;
    private ApiClient operator;
    private ApiClient admin;
    private ApiClient platform;
    private Partner partner;
    private Tenant tenant;

    @BeforeAll
    void a_partner_and_a_tenant_are_created() throws Exception {
        service = Service.start();
        operator = service.client(Map.of("sub", "olga", "roles", List.of("super_admin")));
        partner =
                new PartnersApi(operator)
                        .createPartner(
                                APICreatePartnerRequest.newBuilder()
                                        .partnerCreate(
                                                new PartnerCreate()
                                                        .slug("acme")
                                                        .name("Acme")
                                                        .contactEmail("ops@acme.example")
                                                        .maxTenants(5_000_000_000L))
                                        .build())
                        .getData();
        tenant =
                new TenantsApi(operator)
                        .createTenant(
                                APICreateTenantRequest.newBuilder()
                                        .tenantCreate(
                                                new TenantCreate()
                                                        .slug("acme-labs")
                                                        .name("Acme Labs")
                                                        .partnerId(partner.getId())
                                                        .maxStorageBytes(5_000_000_000L))
                                        .build())
                        .getData();
        admin =
                service.client(
                        Map.of(
                                "sub",
                                "ada",
                                "tenant_id",
                                tenant.getId(),
                                "roles",
                                List.of("tenant_admin")));
        platform =
                service.client(Map.of("sub", "rooms", "permissions", List.of("platform:ingest")));
    }

    @AfterAll
    void the_service_stops() throws InterruptedException {
        service.stop();
    }

    @Test
    @Order(1)
    void a_partner_that_was_read_can_be_put_back() throws ApiException {
        var partners = new PartnersApi(operator);
        Partner read =
                partners.getPartner(
                                APIGetPartnerRequest.newBuilder()
                                        .partnerId(partner.getId())
                                        .build())
                        .getData();
        assertThat(read.getMaxTenants()).isEqualTo(5_000_000_000L);
        assertThat(read.getTenantCount()).isEqualTo(1);

        unchanged(put(read).getMeta());
        unchanged(put(read.createdAt(at(read.getCreatedAt()))).getMeta());

        WriteMeta changed = put(read.name("Acme & Sons")).getMeta();
        assertThat(changed.getChanged()).isTrue();
        Partner before =
                partners.getPartner(
                                APIGetPartnerRequest.newBuilder()
                                        .partnerId(partner.getId())
                                        .asOf(String.valueOf(position(changed) - 1))
                                        .build())
                        .getData();
        assertThat(before.getName()).isEqualTo("Acme");
    }

    /** The same instant, as written by a client in another time zone. */
    private static OffsetDateTime at(OffsetDateTime instant) {
        return instant.withOffsetSameInstant(ZoneOffset.ofHours(2));
    }

    private PartnerWriteResponse put(Partner read) throws ApiException {
        return new PartnersApi(operator)
                .putPartner(
                        APIPutPartnerRequest.newBuilder()
                                .partnerId(read.getId())
                                .partnerPut(
                                        new PartnerPut()
                                                .id(read.getId())
                                                .slug(read.getSlug())
                                                .name(read.getName())
                                                .contactEmail(read.getContactEmail())
                                                .status(read.getStatus())
                                                .parentPartnerId(read.getParentPartnerId())
                                                .maxTenants(read.getMaxTenants())
                                                .maxUsersPerTenant(read.getMaxUsersPerTenant())
                                                .maxApplicationsPerTenant(
                                                        read.getMaxApplicationsPerTenant())
                                                .tenantCount(read.getTenantCount())
                                                .createdAt(read.getCreatedAt()))
                                .build());
    }

    @Test
    @Order(2)
    void the_three_configurations_that_were_read_can_be_put_back() throws ApiException {
        var configuration =
                new AiConfigPut()
                        .defaultModel(CHAT)
                        .enabledModels(new LinkedHashSet<>(List.of(CHAT, AUDIO)))
                        .systemPromptTemplates(
                                List.of(
                                        new SystemPromptTemplate()
                                                .name("Friendly")
                                                .prompt("Be warm and brief.")))
                        .scaigridAuthMode(ScaiGridAuthMode.SERVICE_TOKEN)
                        .scaigridApiKey("sgk_" + "x".repeat(40));
        AiConfigWriteResponse written = putAiConfig(configuration, null, null).getData();
        assertThat(written.getMeta().getChanged()).isTrue();
        AiConfig read =
                new AiConfigurationApi(admin)
                        .getAiConfig(APIGetAiConfigRequest.newBuilder().build())
                        .getData();
        assertThat(read).isEqualTo(written.getData());
        unchanged(
                putAiConfig(
                                new AiConfigPut()
                                        .defaultModel(read.getDefaultModel())
                                        .enabledModels(read.getEnabledModels())
                                        .systemPromptTemplates(read.getSystemPromptTemplates())
                                        .scaigridAuthMode(read.getScaigridAuthMode())
                                        .scaigridApiKey(read.getScaigridApiKey()),
                                null,
                                null)
                        .getData()
                        .getMeta());

        var studio = new PromptStudioApi(admin);
        PromptStudio settings =
                studio.getPromptStudio(APIGetPromptStudioRequest.newBuilder().build()).getData();
        PromptStudioAllowlist allowed = settings.getAllowlist();
        unchanged(
                studio.putPromptStudio(
                                APIPutPromptStudioRequest.newBuilder()
                                        .promptStudioPut(
                                                new PromptStudioPut()
                                                        .enabled(settings.getEnabled())
                                                        .allowlist(
                                                                new PromptStudioPutAllowlist()
                                                                        .roles(allowed.getRoles())
                                                                        .groups(
                                                                                allowed
                                                                                        .getGroups())))
                                        .build())
                        .getMeta());

        var notes = new NoteProcessingApi(admin);
        NoteProcessing processing =
                notes.getNoteProcessing(APIGetNoteProcessingRequest.newBuilder().build()).getData();
        unchanged(
                notes.putNoteProcessing(
                                APIPutNoteProcessingRequest.newBuilder()
                                        .noteProcessingPut(
                                                new NoteProcessingPut()
                                                        .enabled(processing.getEnabled())
                                                        .model(processing.getModel())
                                                        .categorise(processing.getCategorise())
                                                        .tag(processing.getTag())
                                                        .extractTodos(processing.getExtractTodos())
                                                        .suggestLinks(processing.getSuggestLinks())
                                                        .instructions(processing.getInstructions()))
                                        .build())
                        .getMeta());
    }

    @Test
    @Order(3)
    void a_write_is_conditional_and_a_repeat_is_answered_again() throws ApiException {
        var api = new AiConfigurationApi(admin);
        ApiResponse<AiConfigResponse> read =
                api.getAiConfigWithHttpInfo(APIGetAiConfigRequest.newBuilder().build());
        String current = Objects.requireNonNull(read.getHeaders().get("ETag")).getFirst();
        fails(
                304,
                () ->
                        api.getAiConfig(
                                APIGetAiConfigRequest.newBuilder().ifNoneMatch(current).build()));

        var body = new AiConfigPut().defaultModel(CHAT).enabledModels(Set.of(CHAT, AUDIO));
        ApiResponse<AiConfigWriteResponse> first = putAiConfig(body, current, "story-1");
        ApiResponse<AiConfigWriteResponse> again = putAiConfig(body, current, "story-1");
        assertThat(again.getHeaders().get("Idempotency-Replayed")).containsExactly("true");
        assertThat(again.getData()).isEqualTo(first.getData());
        fails(412, () -> putAiConfig(body.defaultModel(null), current, null));
        fails(422, () -> putAiConfig(body.defaultModel(null), current, "story-1"));
    }

    @Test
    @Order(4)
    void models_and_plugins_are_enabled_and_disabled() throws ApiException {
        var models = new ModelsApi(admin);
        String slug = "scailabs/poolnoodle-mini";
        assertThat(
                        models.enableModel(APIEnableModelRequest.newBuilder().slug(slug).build())
                                .getData()
                                .getEnabled())
                .isTrue();
        long then =
                position(
                        models.disableModel(APIDisableModelRequest.newBuilder().slug(slug).build())
                                .getMeta());
        assertThat(
                        models.listModels(
                                        APIListModelsRequest.newBuilder()
                                                .modality("chat")
                                                .enabled(true)
                                                .asOf(String.valueOf(then - 1))
                                                .build())
                                .getData())
                .extracting(CatalogModel::getSlug)
                .containsExactly(CHAT, slug);
        fails(
                409,
                () -> models.disableModel(APIDisableModelRequest.newBuilder().slug(CHAT).build()));

        var plugins = new PluginsApi(admin);
        PluginWriteResponse enabled =
                plugins.enablePlugin(APIEnablePluginRequest.newBuilder().pluginId(PLUGIN).build());
        assertThat(enabled.getData().getChangedBy()).isEqualTo("ada");
        assertThat(plugins.listPlugins(APIListPluginsRequest.newBuilder().build()).getData())
                .contains(enabled.getData());
        plugins.disablePlugin(APIDisablePluginRequest.newBuilder().pluginId(PLUGIN).build());
    }

    @Test
    @Order(5)
    void a_participant_that_was_read_can_be_put_back() throws ApiException {
        var models = new ModelsApi(admin);
        var body =
                new ModelParticipantPut()
                        .localId("listener")
                        .displayName("Listener")
                        .systemPrompt("Listen.")
                        .defaultResponseMode(ResponseMode.CONVERSATIONAL)
                        .enabled(true);
        Participant made = putParticipant(models, body).getData();
        Participant read =
                new ParticipantsApi(admin)
                        .getParticipant(
                                APIGetParticipantRequest.newBuilder()
                                        .participantId(made.getId())
                                        .build())
                        .getData();
        assertThat(read).isEqualTo(made);
        for (OffsetDateTime instant :
                List.of(
                        read.getCreatedAt(),
                        at(read.getCreatedAt()),
                        read.getCreatedAt().truncatedTo(ChronoUnit.MILLIS))) {
            unchanged(
                    putParticipant(
                                    models,
                                    body.id(read.getId())
                                            .type(read.getType())
                                            .fqid(read.getFqid())
                                            .model(read.getModel())
                                            .createdAt(instant))
                            .getMeta());
        }
        assertThat(
                        models.listModels(APIListModelsRequest.newBuilder().q("voxtral").build())
                                .getData()
                                .getFirst()
                                .getParticipant())
                .isEqualTo(read);
    }

    private static ParticipantWriteResponse putParticipant(
            ModelsApi models, ModelParticipantPut body) throws ApiException {
        return models.putModelParticipant(
                APIPutModelParticipantRequest.newBuilder()
                        .slug(AUDIO)
                        .modelParticipantPut(body)
                        .build());
    }

    @Test
    @Order(6)
    void what_the_platform_tells_is_in_participants_and_statistics() throws ApiException {
        OffsetDateTime now = OffsetDateTime.now(ZoneOffset.UTC);
        List<PlatformEvent> events = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            events.add(
                    event("swp.participant.join", now)
                            .id("join-" + i)
                            .data(
                                    Map.of(
                                            "participant_id",
                                            "usr_" + i,
                                            "participant_type",
                                            "human")));
        }
        events.add(
                event("swp.storage.change", now)
                        .id("storage")
                        .data(Map.of("bytes_delta", 3_000_000_000L)));
        events.add(event("swp.room.close", now).id("wrong").data(Map.of("name", "No id")));
        PlatformResult result =
                new PlatformApi(platform)
                        .recordPlatformEvents(
                                APIRecordPlatformEventsRequest.newBuilder()
                                        .platformEvent(events)
                                        .build())
                        .getData();
        assertThat(result.getAccepted()).isEqualTo(6);
        assertThat(result.getRejected())
                .singleElement()
                .satisfies(rejected ->
                        assertThat(rejected.getCode()).isEqualTo(ErrorCode.SW_VALIDATION_FAILED));
        assertThat(
                        new StatisticsApi(admin)
                                .getStats(APIGetStatsRequest.newBuilder().build())
                                .getData()
                                .getStorage()
                                .getBytesUsed())
                .isEqualTo(3_000_000_000L);
    }

    private PlatformEvent event(String type, OffsetDateTime time) {
        return new PlatformEvent()
                .specversion("1.0")
                .source("/services/story")
                .type(type)
                .time(time)
                .tenantid(tenant.getId());
    }

    @Test
    @Order(7)
    void lists_are_filtered_and_paged_to_their_ends() throws ApiException {
        var participants = new ParticipantsApi(admin);
        participants.createModelParticipant(
                APICreateModelParticipantRequest.newBuilder()
                        .modelParticipantCreate(
                                new ModelParticipantCreate()
                                        .model(CHAT)
                                        .localId("helper")
                                        .displayName("Helper")
                                        .systemPrompt("")
                                        .defaultResponseMode(ResponseMode.STREAMING))
                        .build());
        assertThat(
                        all(cursor -> {
                            ParticipantListResponse page =
                                    participants.listParticipants(
                                            APIListParticipantsRequest.newBuilder()
                                                    .type("human")
                                                    .limit(2)
                                                    .cursor(cursor)
                                                    .build());
                            return new Page<>(page.getData(), page.getMeta().getNextCursor());
                        }))
                .hasSize(5)
                .allSatisfy(
                        person -> assertThat(person.getType()).isEqualTo(ParticipantType.HUMAN));
        assertThat(
                        all(cursor -> {
                            TenantListResponse page =
                                    new TenantsApi(operator)
                                            .listTenants(
                                                    APIListTenantsRequest.newBuilder()
                                                            .limit(1)
                                                            .cursor(cursor)
                                                            .build());
                            return new Page<>(page.getData(), page.getMeta().getNextCursor());
                        }))
                .contains(
                        new TenantsApi(operator)
                                .getTenant(
                                        APIGetTenantRequest.newBuilder()
                                                .tenantId(tenant.getId())
                                                .build())
                                .getData());
        assertThat(
                        all(cursor -> {
                            PartnerListResponse page =
                                    new PartnersApi(operator)
                                            .listPartners(
                                                    APIListPartnersRequest.newBuilder()
                                                            .limit(1)
                                                            .cursor(cursor)
                                                            .build());
                            return new Page<>(page.getData(), page.getMeta().getNextCursor());
                        }))
                .extracting(Partner::getStatus)
                .contains(PartnerStatus.ACTIVE);
    }

    @Test
    @Order(8)
    void the_audit_log_is_filtered_by_time_and_the_stream_has_the_same_events()
            throws ApiException {
        var audit = new AuditApi(admin);
        List<AuditEntry> entries =
                all(cursor -> {
                    AuditListResponse page =
                            audit.listAudit(
                                    APIListAuditRequest.newBuilder()
                                            .limit(3)
                                            .cursor(cursor)
                                            .build());
                    return new Page<>(page.getData(), page.getMeta().getNextCursor());
                });
        AuditEntry joined =
                entries.stream()
                        .filter(entry -> entry.getAction().equals("participant.join"))
                        .findFirst()
                        .orElseThrow();
        assertThat(
                        audit.listAudit(
                                        APIListAuditRequest.newBuilder()
                                                .action(List.of("participant.join", "model.enable"))
                                                .since(at(joined.getCreatedAt()))
                                                .order("asc")
                                                .build())
                                .getData())
                .contains(joined)
                .allSatisfy(entry ->
                        assertThat(entry.getCreatedAt()).isAfterOrEqualTo(joined.getCreatedAt()));

        var stream = new EventsApi(admin);
        List<String> streamed = new ArrayList<>();
        EventListResponse page = null;
        do {
            page =
                    stream.listEvents(
                            APIListEventsRequest.newBuilder()
                                    .limit(4)
                                    .after(page == null ? null : page.getMeta().getNextAfter())
                                    .build());
            page.getData().forEach(event -> streamed.add("audit-" + event.getId()));
        } while (!page.getData().isEmpty());
        assertThat(page.getMeta().getNextAfter()).startsWith(page.getMeta().getHead() + "-");
        assertThat(streamed.reversed()).isEqualTo(entries.stream().map(AuditEntry::getId).toList());
    }

    @Test
    @Order(9)
    void an_entry_is_proved_with_what_is_sealed() throws Exception {
        var proofs = new ProofsApi(admin);
        String entry =
                new AuditApi(admin)
                        .listAudit(APIListAuditRequest.newBuilder().limit(1).build())
                        .getData()
                        .getFirst()
                        .getId();
        String proof =
                proofs.getInclusionProof(
                        APIGetInclusionProofRequest.newBuilder().auditId(entry).build());
        assertThat(proof).startsWith("c2sp.org/tlog-proof@v1\n");

        String checkpoint = proofs.getCheckpoint(APIGetCheckpointRequest.newBuilder().build());
        List<String> lines = checkpoint.lines().toList();
        assertThat(proofs.getCheckpointKey(APIGetCheckpointKeyRequest.newBuilder().build()))
                .startsWith(lines.getFirst() + "+");
        assertThat(proofs.getTreeCheckpoint(APIGetTreeCheckpointRequest.newBuilder().build()))
                .startsWith(lines.getFirst() + "\n");

        long size = Long.parseLong(lines.get(1));
        assertThat(size).isLessThan(256);
        assertThat(
                        proofs.getConsistencyProof(
                                        APIGetConsistencyProofRequest.newBuilder()
                                                .from(1L)
                                                .to(size)
                                                .build())
                                .getData()
                                .getHashes())
                .isNotEmpty();
        File tile = proofs.getTile(APIGetTileRequest.newBuilder().tile("0/000.p/" + size).build());
        assertThat(tile).hasSize(32 * size);
        File leaves =
                new ProofsApi(operator)
                        .getTreeEntries(
                                APIGetTreeEntriesRequest.newBuilder()
                                        .tile("000.p/" + size)
                                        .build());
        assertThat(leaves).isNotEmpty();
    }

    @Test
    @Order(10)
    void errors_can_be_matched_on() {
        fails(
                400,
                () ->
                        new AuditApi(admin)
                                .listAudit(APIListAuditRequest.newBuilder().limit(1001).build()));
        fails(
                403,
                () ->
                        new TenantsApi(admin)
                                .listTenants(APIListTenantsRequest.newBuilder().build()));
        fails(
                401,
                () ->
                        new StatisticsApi(service.client())
                                .getStats(APIGetStatsRequest.newBuilder().build()));
    }

    @Test
    @Order(11)
    void every_operation_of_the_document_was_called() throws ApiException {
        OpenApiDocument document =
                new DocumentationApi(service.client())
                        .getOpenApi(APIGetOpenApiRequest.newBuilder().build());
        Set<String> missing = new TreeSet<>();
        ((Map<?, ?>) document.getPaths())
                .forEach((path, item) ->
                        ((Map<?, ?>) item)
                                .keySet()
                                .forEach(method -> {
                                    Pattern pattern =
                                            Pattern.compile(
                                                    String.valueOf(method).toUpperCase(Locale.ROOT)
                                                            + " "
                                                            + String.valueOf(path)
                                                                    .replaceAll(
                                                                            "\\{[^}]+}", "[^/]+"));
                                    if (service.called().stream()
                                            .noneMatch(pattern.asMatchPredicate())) {
                                        missing.add(pattern.pattern());
                                    }
                                }));
        assertThat(missing).isEmpty();
    }

    private ApiResponse<AiConfigWriteResponse> putAiConfig(
            AiConfigPut body, @Nullable String ifMatch, @Nullable String key) throws ApiException {
        return new AiConfigurationApi(admin)
                .putAiConfigWithHttpInfo(
                        APIPutAiConfigRequest.newBuilder()
                                .aiConfigPut(body)
                                .ifMatch(ifMatch)
                                .idempotencyKey(key)
                                .build());
    }

    private static long position(WriteMeta meta) {
        return Objects.requireNonNull(meta.getPosition());
    }

    private static void unchanged(WriteMeta meta) {
        assertThat(meta.getChanged()).isFalse();
        assertThat(meta.getEventIds()).isEmpty();
    }

    private static void fails(int status, ThrowingCallable call) {
        assertThatExceptionOfType(ApiException.class)
                .isThrownBy(call)
                .satisfies(e -> assertThat(e.getCode()).isEqualTo(status));
    }

    /** The entries of all pages, each page asked for with the cursor of the one before. */
    private static <T> List<T> all(Pages<T> pages) throws ApiException {
        List<T> all = new ArrayList<>();
        String cursor = null;
        do {
            Page<T> page = pages.get(cursor);
            all.addAll(page.items());
            cursor = page.next();
        } while (cursor != null);
        return all;
    }

    private record Page<T>(List<T> items, @Nullable String next) {}

    private interface Pages<T> {
        Page<T> get(@Nullable String cursor) throws ApiException;
    }
}
