package com.scaiwave.admin.events;

/**
 * What the administration stream consists of: each is exactly one entry of the audit log and one
 * CloudEvent, and the other way round.
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
                TenantEvent {}
