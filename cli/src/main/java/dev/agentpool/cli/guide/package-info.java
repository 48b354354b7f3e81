/** What there is to read and to do before one delegates: pages, preferences, set-up. */
@NullMarked
package dev.agentpool.cli.guide;

import org.jspecify.annotations.NullMarked;
