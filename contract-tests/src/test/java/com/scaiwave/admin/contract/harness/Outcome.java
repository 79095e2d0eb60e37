package com.scaiwave.admin.contract.harness;

/** What a command has come to: its exit code, and what it has printed. */
public record Outcome(int code, String text) {}
