/** Endpoint {@code PUT /v1/admin/prompt-studio}: who may use the prompt studio. */
@NullMarked
package com.scaiwave.admin.command.promptstudio;

import org.jspecify.annotations.NullMarked;
