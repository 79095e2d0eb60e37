package com.scaiwave.admin.assembly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.postgresql.ds.PGSimpleDataSource;

/** Connections have the parameters that the URL has and ours, and no others. */
@NullMarked
class DatabaseTest {
    private static final String HOSTS = "jdbc:postgresql://one:5432,two:5433/";

    @ParameterizedTest
    @CsvSource({
        "jdbc:postgresql://one:5432/scaiwave, scaiwave, jdbc:postgresql://one:5432/postgres",
        "jdbc:postgresql://one/scaiwave, scaiwave, jdbc:postgresql://one:5432/postgres",
        "jdbc:postgresql://[::1]:5432/scaiwave, scaiwave, jdbc:postgresql://[::1]:5432/postgres",
        "jdbc:postgresql:scaiwave, scaiwave, jdbc:postgresql://localhost:5432/postgres",
        "jdbc:postgresql://one:1/a%20b?sslmode=require, a b, jdbc:postgresql://one:1/postgres?sslmode=require",
        "'jdbc:postgresql://one:1,two:2/scaiwave', scaiwave, 'jdbc:postgresql://one:1,two:2/postgres'",
    })
    void another_database_on_the_same_server_has_the_same_parameters(
            String url, String name, String sibling) {
        Database database = new Database(url);

        assertThat(database.name()).isEqualTo(name);
        assertThat(database.sibling("postgres").url()).isEqualTo(sibling);
    }

    @Test
    void parameters_of_the_url_hold_unless_they_are_ours() {
        Database database =
                new Database(HOSTS + "scaiwave?targetServerType=primary&socketTimeout=0");

        PGSimpleDataSource source = (PGSimpleDataSource) database.as("scaiwave_command", "secret");

        assertThat(source.getUrl())
                .startsWith(HOSTS + "scaiwave?")
                .contains("targetServerType=primary", "socketTimeout=60", "connectTimeout=2")
                .doesNotContain("secret", "sslfactory")
                .hasSizeLessThan(250);
        assertThat(source.getUser()).isEqualTo("scaiwave_command");
    }

    @Test
    void no_other_kind_of_database_is_accepted() {
        Database other = new Database("jdbc:mysql://one/scaiwave");

        assertThatIllegalArgumentException().isThrownBy(() -> other.as("scaiwave_command", null));
    }
}
