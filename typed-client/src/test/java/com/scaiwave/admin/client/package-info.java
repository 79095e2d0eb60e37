/**
 * A story told with a client that is generated from the document: what it can't do is a fault of
 * the document, or of the service.
 */
@NullMarked
package com.scaiwave.admin.client;

import org.jspecify.annotations.NullMarked;
