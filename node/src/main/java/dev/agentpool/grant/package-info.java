/** What a person allowed agents for a while, by an answer to one of their questions. */
@NullMarked
package dev.agentpool.grant;

import org.jspecify.annotations.NullMarked;
