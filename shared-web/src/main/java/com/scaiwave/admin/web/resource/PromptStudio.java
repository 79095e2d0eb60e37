package com.scaiwave.admin.web.resource;

import java.util.List;

/** {@code /prompt-studio}. */
public record PromptStudio(boolean enabled, Allowlist allowlist) {
    /** The roles and groups that may use it, sorted and without duplicates. */
    public record Allowlist(List<String> roles, List<String> groups) {}
}
