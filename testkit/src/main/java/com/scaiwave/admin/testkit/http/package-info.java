/**
 * HTTP/1.1 as tests speak it: calls, a client that records what it sent in a ledger, and what is
 * needed to write and read a message byte by byte.
 */
@NullMarked
package com.scaiwave.admin.testkit.http;

import org.jspecify.annotations.NullMarked;
