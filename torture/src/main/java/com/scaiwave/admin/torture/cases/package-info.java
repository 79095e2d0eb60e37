/** The cases: each does something bad to a deployment, and says what must hold. */
@NullMarked
package com.scaiwave.admin.torture.cases;

import org.jspecify.annotations.NullMarked;
