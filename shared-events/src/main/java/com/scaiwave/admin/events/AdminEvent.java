package com.scaiwave.admin.events;

/**
 * An audited event. Each has exactly one audit entry and one CloudEvent, and each of those comes
 * from exactly one such event.
 */
public sealed interface AdminEvent extends Event
        permits AiConfigEvent,
                ModelEvent,
                NoteProcessingEvent,
                ParticipantEvent,
                PartnerEvent,
                PlatformEvent,
                PluginEvent,
                PromptStudioEvent,
                ProofsEvent,
                TenantEvent {}
