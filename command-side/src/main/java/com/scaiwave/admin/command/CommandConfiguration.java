package com.scaiwave.admin.command;

import com.scaiwave.admin.command.aiconfig.ReplaceAiConfigHandler;
import com.scaiwave.admin.command.aiconfig.TenantAiConfig;
import com.scaiwave.admin.command.models.DisableModelHandler;
import com.scaiwave.admin.command.models.ModelEnablement;
import com.scaiwave.admin.command.noteprocessing.NoteProcessingSettings;
import com.scaiwave.admin.command.noteprocessing.ReplaceNoteProcessingHandler;
import com.scaiwave.admin.command.participants.ModelParticipant;
import com.scaiwave.admin.command.participants.ParticipantHandler;
import com.scaiwave.admin.command.partners.CreatePartnerHandler;
import com.scaiwave.admin.command.partners.PartnerAccount;
import com.scaiwave.admin.command.plugins.PluginState;
import com.scaiwave.admin.command.promptstudio.PromptStudioSettings;
import com.scaiwave.admin.command.tenants.CreateTenantHandler;
import com.scaiwave.admin.command.tenants.TenantAccount;
import com.scaiwave.admin.command.write.Aggregates;
import com.scaiwave.admin.command.write.AnswerRetention;
import com.scaiwave.admin.command.write.AnswersProperties;
import com.scaiwave.admin.command.write.CommandSide;
import com.scaiwave.admin.command.write.Secrets;
import com.scaiwave.admin.command.write.Writes;
import com.scaiwave.admin.log.EventCodec;
import com.scaiwave.admin.log.EventLog;
import com.scaiwave.admin.log.LogName;
import com.scaiwave.admin.log.Safeguards;
import com.scaiwave.admin.log.vault.MasterKey;
import com.scaiwave.admin.log.vault.Vault;
import com.scaiwave.admin.web.health.HealthCheck;
import com.scaiwave.admin.web.registry.RegistryProperties;
import java.util.List;
import javax.sql.DataSource;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.FullyQualifiedAnnotationBeanNameGenerator;
import org.springframework.scheduling.annotation.EnableScheduling;

/**
 * The command side of a process. Its beans are named for it, so that it can share a process with
 * the query side and nothing else; it needs a data source {@code commandDataSource} of its own.
 */
@Configuration(proxyBeanMethods = false)
@EnableScheduling
@EnableConfigurationProperties(AnswersProperties.class)
@ComponentScan(nameGenerator = FullyQualifiedAnnotationBeanNameGenerator.class)
public class CommandConfiguration {

    /** Nothing is written before the database is known to keep it. */
    @Bean
    Vault commandVault(@Qualifier("commandDataSource") DataSource dataSource, MasterKey key) {
        Safeguards.checkWriter(dataSource);
        return Vault.open(dataSource, key);
    }

    @Bean
    EventLog administrationLog(
            @Qualifier("commandDataSource") DataSource dataSource,
            @Qualifier("commandVault") Vault vault) {
        return new EventLog(LogName.ADMINISTRATION, dataSource, new EventCodec(vault));
    }

    @Bean
    EventLog meteringLog(
            @Qualifier("commandDataSource") DataSource dataSource,
            @Qualifier("commandVault") Vault vault) {
        return new EventLog(LogName.METERING, dataSource, new EventCodec(vault));
    }

    @Bean
    AnswerRetention answerRetention(
            @Qualifier("administrationLog") EventLog log, AnswersProperties properties) {
        return new AnswerRetention(log, properties);
    }

    @Bean
    HealthCheck writesHealth(
            @Qualifier("administrationLog") EventLog administration,
            @Qualifier("meteringLog") EventLog metering) {
        return new WritesHealth(List.of(administration, metering));
    }

    @Bean
    Writes writes(
            @Qualifier("administrationLog") EventLog log,
            @Qualifier("commandVault") Vault vault,
            RegistryProperties registry,
            AnswersProperties answers) {
        CommandSide side = new CommandSide(log);
        Writes writes = new Writes(side, log, vault, answers);
        side.handle(PromptStudioSettings.class, PromptStudioSettings::new);
        side.handle(PluginState.class, PluginState::new);
        Aggregates<ModelEnablement> models =
                side.handle(ModelEnablement.class, ModelEnablement::new);
        Aggregates<PartnerAccount> partners =
                side.handle(PartnerAccount.class, PartnerAccount::new);
        Aggregates<TenantAiConfig> configs =
                side.aggregates(TenantAiConfig.class, TenantAiConfig::new);
        Aggregates<NoteProcessingSettings> notes =
                side.aggregates(NoteProcessingSettings.class, NoteProcessingSettings::new);
        side.handle(new ReplaceAiConfigHandler(configs, models, notes, new Secrets(vault, log)));
        side.handle(new ReplaceNoteProcessingHandler(notes, models));
        side.handle(new DisableModelHandler(models, configs, notes));
        side.handle(
                new ParticipantHandler(
                        side.aggregates(ModelParticipant.class, ModelParticipant::new),
                        models,
                        registry.serverName()));
        side.handle(new CreatePartnerHandler(partners));
        side.handle(
                new CreateTenantHandler(
                        side.aggregates(TenantAccount.class, TenantAccount::new), partners));
        return writes;
    }
}
