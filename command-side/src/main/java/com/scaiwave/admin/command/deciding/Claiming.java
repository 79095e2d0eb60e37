package com.scaiwave.admin.command.deciding;

import com.scaiwave.admin.events.Claim;
import java.util.List;

/** A command that takes names; that one is taken is answered before any other conflict. */
public interface Claiming {
    List<Claim> claims();
}
