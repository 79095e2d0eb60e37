/** What there is to be switched on: the models of the catalog, and the plugins. */
@NullMarked
package com.scaiwave.admin.web.registry;

import org.jspecify.annotations.NullMarked;
