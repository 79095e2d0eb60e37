package com.scaiwave.admin.command.deciding;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * The answers that are stored under idempotency keys.
 *
 * @param kept how long a stored answer is kept at least; {@code 24h} or more
 * @param forgetEvery how often expired answers are deleted
 * @param maxBytes how much the stored answers of one owner may take, compressed: of a tenant, or of
 *     the caller's partner or the caller where a request is about no single tenant; a write with a
 *     key that would need more is refused with 429
 */
@ConfigurationProperties("scaiwave.answers")
public record AnswersProperties(
        @DefaultValue("2d") Duration kept,
        @DefaultValue("1h") Duration forgetEvery,
        @DefaultValue("256MB") DataSize maxBytes) {
    public AnswersProperties {
        if (kept.compareTo(Duration.ofHours(24)) < 0) {
            throw new IllegalArgumentException("scaiwave.answers.kept is 24h or more");
        }
        if (!forgetEvery.isPositive()) {
            throw new IllegalArgumentException("scaiwave.answers.forget-every is longer than 0s");
        }
        if (maxBytes.toBytes() < 1) {
            throw new IllegalArgumentException("scaiwave.answers.max-bytes is more than 0B");
        }
    }
}
