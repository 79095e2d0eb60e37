package com.scaiwave.admin.allinone;

import picocli.CommandLine.IVersionProvider;

/** The version that the build wrote into the jar's manifest. */
final class AdminVersion implements IVersionProvider {
    @Override
    public String[] getVersion() {
        String version = Admin.class.getPackage().getImplementationVersion();
        return new String[] {"admin " + (version == null ? "development" : version)};
    }
}
