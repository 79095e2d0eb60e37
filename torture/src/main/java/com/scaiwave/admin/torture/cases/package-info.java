/** The cases: each does a fault to a deployment and checks what must hold. */
@NullMarked
package com.scaiwave.admin.torture.cases;

import org.jspecify.annotations.NullMarked;
