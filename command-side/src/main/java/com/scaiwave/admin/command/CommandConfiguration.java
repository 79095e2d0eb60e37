package com.scaiwave.admin.command;

import com.scaiwave.admin.command.aiconfig.ReplaceAiConfigHandler;
import com.scaiwave.admin.command.aiconfig.TenantAiConfig;
import com.scaiwave.admin.command.deciding.Aggregates;
import com.scaiwave.admin.command.deciding.AnswerRetention;
import com.scaiwave.admin.command.deciding.AnswersProperties;
import com.scaiwave.admin.command.deciding.CommandSide;
import com.scaiwave.admin.command.deciding.Commands;
import com.scaiwave.admin.command.deciding.Secrets;
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
    CommandSide commandSide(@Qualifier("administrationLog") EventLog log) {
        return new CommandSide(log);
    }

    @Bean
    Commands commands(
            CommandSide side,
            @Qualifier("administrationLog") EventLog log,
            @Qualifier("commandVault") Vault vault,
            RegistryProperties registry,
            AnswersProperties answers) {
        Commands commands = new Commands(side, log, vault, answers);
        side.handle(
                PromptStudioSettings.class, PromptStudioSettings::new, PromptStudioSettings::state);
        side.handle(PluginState.class, PluginState::new, PluginState::state);
        Aggregates<ModelEnablement.State> models =
                side.handle(ModelEnablement.class, ModelEnablement::new, ModelEnablement::state);
        Aggregates<PartnerAccount.State> partners =
                side.handle(PartnerAccount.class, PartnerAccount::new, PartnerAccount::state);
        Aggregates<TenantAiConfig.State> configs =
                side.aggregates(TenantAiConfig.class, TenantAiConfig::new, TenantAiConfig::state);
        Aggregates<NoteProcessingSettings.State> notes =
                side.aggregates(
                        NoteProcessingSettings.class,
                        NoteProcessingSettings::new,
                        NoteProcessingSettings::state);
        side.handle(new ReplaceAiConfigHandler(configs, models, notes, new Secrets(vault, log)));
        side.handle(new ReplaceNoteProcessingHandler(notes, models));
        side.handle(new DisableModelHandler(models, configs, notes));
        side.handle(
                new ParticipantHandler(
                        side.aggregates(
                                ModelParticipant.class,
                                ModelParticipant::new,
                                ModelParticipant::state),
                        models,
                        registry.serverName()));
        side.handle(new CreatePartnerHandler(partners));
        side.handle(
                new CreateTenantHandler(
                        side.aggregates(
                                TenantAccount.class, TenantAccount::new, TenantAccount::state),
                        partners));
        return commands;
    }
}
