/**
 * Authentication and access: the caller of a request, its reach, and the tenant that it acts on.
 */
@NullMarked
package com.scaiwave.admin.web.caller;

import org.jspecify.annotations.NullMarked;
