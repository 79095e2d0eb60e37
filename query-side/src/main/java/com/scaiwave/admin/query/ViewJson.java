package com.scaiwave.admin.query;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.scaiwave.admin.log.PersonalJson;
import com.scaiwave.admin.log.vault.Vault;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.EnumNamingStrategies;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.cfg.DateTimeFeature;
import tools.jackson.databind.json.JsonMapper;

/** The JSON in which views are stored: personal values stay sealed. */
final class ViewJson {
    private ViewJson() {}

    static JsonMapper mapper(Vault vault) {
        return JsonMapper.builder()
                .addModule(PersonalJson.module(vault))
                .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                .enumNamingStrategy(EnumNamingStrategies.SNAKE_CASE)
                .changeDefaultPropertyInclusion(
                        i -> i.withValueInclusion(JsonInclude.Include.NON_NULL))
                .disable(DateTimeFeature.WRITE_DATES_AS_TIMESTAMPS)
                .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                .build();
    }
}
