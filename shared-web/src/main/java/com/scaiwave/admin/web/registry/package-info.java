/** What a tenant can enable: the models of the catalog, and the plugins. */
@NullMarked
package com.scaiwave.admin.web.registry;

import org.jspecify.annotations.NullMarked;
