/** What happens to a request before a feature sees it, in the contract's order of checks. */
@NullMarked
package com.scaiwave.admin.web.edge;

import org.jspecify.annotations.NullMarked;
