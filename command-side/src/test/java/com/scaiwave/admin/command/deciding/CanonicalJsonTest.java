package com.scaiwave.admin.command.deciding;

import static org.assertj.core.api.Assertions.assertThat;

import com.scaiwave.admin.web.answer.ApiJson;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Two bodies are the same request if they are the same JSON value. */
@NullMarked
class CanonicalJsonTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    {"a":1,"b":2}     | {"b":2,"a":1}
                    {"a":{"b":1,"c":2}} | {"a":{"c":2,"b":1}}
                    [1.0,10]          | [1,1e1]
                    100               | 1e2
                    0.10              | 1e-1
                    {"a":"\\u0061"}   | {"a":"a"}
                    """)
    void the_same_value_in_another_form_is_the_same(String one, String other) {
        assertThat(canonical(one)).isEqualTo(canonical(other));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    [1,2]             | [2,1]
                    [1,2]             | [12]
                    [1]               | [-1]
                    [1]               | [10]
                    [1]               | ["1"]
                    [true]            | [false]
                    [true]            | ["true"]
                    [null]            | []
                    {"a":1}           | {"b":1}
                    {"a":1}           | {"a":2}
                    {"a":null}        | {}
                    ["ab"]            | ["a","b"]
                    ["a","bc"]        | ["ab","c"]
                    [["a"],"b"]       | [["a","b"]]
                    {"a":"b","c":"d"} | {"a":"bs1:c","d":""}
                    {}                | []
                    """)
    void another_value_is_another(String one, String other) {
        assertThat(canonical(one)).isNotEqualTo(canonical(other));
    }

    private static String canonical(String json) {
        return CanonicalJson.of(ApiJson.mapper().readTree(json));
    }
}
