package com.scaiwave.admin.command;

import com.scaiwave.admin.command.aiconfig.TenantAiConfig;
import com.scaiwave.admin.command.deciding.AggregateRepository;
import com.scaiwave.admin.command.deciding.AnswersProperties;
import com.scaiwave.admin.command.deciding.Repositories;
import com.scaiwave.admin.command.models.ModelEnablement;
import com.scaiwave.admin.command.noteprocessing.NoteProcessingSettings;
import com.scaiwave.admin.command.participants.ModelParticipant;
import com.scaiwave.admin.command.partners.PartnerAccount;
import com.scaiwave.admin.command.plugins.PluginState;
import com.scaiwave.admin.command.promptstudio.PromptStudioSettings;
import com.scaiwave.admin.command.tenants.TenantAccount;
import com.scaiwave.admin.log.EventCodec;
import com.scaiwave.admin.log.EventLog;
import com.scaiwave.admin.log.LogName;
import com.scaiwave.admin.log.Safeguards;
import com.scaiwave.admin.log.vault.MasterKey;
import com.scaiwave.admin.log.vault.Vault;
import com.scaiwave.admin.web.health.HealthCheck;
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
 * The command side of a process. Its beans have distinct names, so that it can run in one process
 * with the query side. It needs a data source {@code commandDataSource} of its own.
 *
 * <p>Axon's starter finds aggregates and command handlers by their annotations. An aggregate's
 * repository is the bean that is called like it.
 */
@Configuration(proxyBeanMethods = false)
@EnableScheduling
@EnableConfigurationProperties(AnswersProperties.class)
@ComponentScan(nameGenerator = FullyQualifiedAnnotationBeanNameGenerator.class)
public class CommandConfiguration {

    /**
     * Fails the start if PostgreSQL could lose an acknowledged write, or if the role may do more to
     * the log than it needs.
     */
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
    HealthCheck writesHealth(
            @Qualifier("administrationLog") EventLog administration,
            @Qualifier("meteringLog") EventLog metering) {
        return new WritesHealth(List.of(administration, metering));
    }

    @Bean
    AggregateRepository<TenantAiConfig, TenantAiConfig.State> tenantAiConfigRepository(
            Repositories repositories) {
        return repositories.of(TenantAiConfig.class, TenantAiConfig::new, TenantAiConfig::state);
    }

    @Bean
    AggregateRepository<ModelEnablement, ModelEnablement.State> modelEnablementRepository(
            Repositories repositories) {
        return repositories.of(ModelEnablement.class, ModelEnablement::new, ModelEnablement::state);
    }

    @Bean
    AggregateRepository<NoteProcessingSettings, NoteProcessingSettings.State>
            noteProcessingSettingsRepository(Repositories repositories) {
        return repositories.of(
                NoteProcessingSettings.class,
                NoteProcessingSettings::new,
                NoteProcessingSettings::state);
    }

    @Bean
    AggregateRepository<ModelParticipant, ModelParticipant.State> modelParticipantRepository(
            Repositories repositories) {
        return repositories.of(
                ModelParticipant.class, ModelParticipant::new, ModelParticipant::state);
    }

    @Bean
    AggregateRepository<PartnerAccount, PartnerAccount.State> partnerAccountRepository(
            Repositories repositories) {
        return repositories.of(PartnerAccount.class, PartnerAccount::new, PartnerAccount::state);
    }

    @Bean
    AggregateRepository<PluginState, PluginState.State> pluginStateRepository(
            Repositories repositories) {
        return repositories.of(PluginState.class, PluginState::new, PluginState::state);
    }

    @Bean
    AggregateRepository<PromptStudioSettings, PromptStudioSettings.State>
            promptStudioSettingsRepository(Repositories repositories) {
        return repositories.of(
                PromptStudioSettings.class, PromptStudioSettings::new, PromptStudioSettings::state);
    }

    @Bean
    AggregateRepository<TenantAccount, TenantAccount.State> tenantAccountRepository(
            Repositories repositories) {
        return repositories.of(TenantAccount.class, TenantAccount::new, TenantAccount::state);
    }
}
