package com.scaiwave.admin.command.write;

import com.scaiwave.admin.events.Claim;
import java.util.List;

/** A command that takes names; that one is taken is said before any other conflict. */
public interface Claiming {
    List<Claim> claims();
}
