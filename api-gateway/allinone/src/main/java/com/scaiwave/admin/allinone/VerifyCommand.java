package com.scaiwave.admin.allinone;

import com.scaiwave.admin.assembly.offline.Verify;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Verifies a data folder, whether its server runs or not. */
@Command(name = "verify", description = Verify.DESCRIPTION)
final class VerifyCommand implements Callable<Integer> {
    @Mixin private final DataOption data = new DataOption();
    @Mixin private final Verify verify = new Verify();

    @Override
    public Integer call() {
        return verify.on(data);
    }
}
