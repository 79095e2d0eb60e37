/**
 * Uses a client that is generated from the document: if it can't do something, the document or the
 * service is wrong.
 */
@NullMarked
package com.scaiwave.admin.client;

import org.jspecify.annotations.NullMarked;
