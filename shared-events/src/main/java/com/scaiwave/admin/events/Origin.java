package com.scaiwave.admin.events;

/** Where an event of the platform came from: the CloudEvents {@code source} and {@code id}. */
public record Origin(String source, String id) {}
