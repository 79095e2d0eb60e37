/** The API's document, which routes, parameters and bodies are checked against. */
@NullMarked
package com.scaiwave.admin.web.document;

import org.jspecify.annotations.NullMarked;
