package com.scaiwave.admin.split;

import picocli.CommandLine.IVersionProvider;

/** The version that the build wrote into the jar's manifest. */
final class NodeVersion implements IVersionProvider {
    @Override
    public String[] getVersion() {
        String version = NodeMain.class.getPackage().getImplementationVersion();
        return new String[] {"node " + (version == null ? "development" : version)};
    }
}
