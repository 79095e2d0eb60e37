package com.scaiwave.admin.command.deciding;

import com.scaiwave.admin.events.Claim;
import java.util.List;

/** A command that claims names. A name that is taken is reported before any other 409. */
public interface Claiming {
    List<Claim> claims();
}
