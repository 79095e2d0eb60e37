package com.scaiwave.admin.web.resource;

import java.util.List;

/** {@code /prompt-studio}. */
public record PromptStudio(boolean enabled, Allowlist allowlist) {
    /** Who may use it; both are sets, sorted. */
    public record Allowlist(List<String> roles, List<String> groups) {}
}
