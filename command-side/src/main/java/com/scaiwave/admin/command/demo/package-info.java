/** What a development run begins with: a partner and a tenant, created by ordinary commands. */
@NullMarked
package com.scaiwave.admin.command.demo;

import org.jspecify.annotations.NullMarked;
