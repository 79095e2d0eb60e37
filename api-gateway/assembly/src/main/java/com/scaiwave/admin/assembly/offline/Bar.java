package com.scaiwave.admin.assembly.offline;

import java.io.Console;
import java.io.PrintWriter;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;

/** The progress of long work: a bar on a terminal, and a line elsewhere. */
public final class Bar {
    private Bar() {}

    /**
     * Runs work.
     *
     * @param line what is printed where there is no terminal
     */
    public static <T> T during(
            String name, String line, long steps, PrintWriter out, Function<LongConsumer, T> work) {
        if (Optional.ofNullable(System.console()).filter(Console::isTerminal).isEmpty()) {
            out.println(line);
            out.flush();
            return work.apply(_ -> {});
        }
        try (ProgressBar bar =
                new ProgressBarBuilder().setTaskName(name).setInitialMax(steps).build()) {
            return work.apply(bar::stepTo);
        }
    }
}
