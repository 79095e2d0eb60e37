package com.scaiwave.admin.assembly;

import javax.sql.DataSource;

/** The database of a process, as the roles that the process may log in as. */
public interface Connections {

    /** Connections of a role, which are not pooled. */
    DataSource as(DatabaseRole role);
}
