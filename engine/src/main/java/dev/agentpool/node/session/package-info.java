/**
 * Sessions' folders: whose attempt each serves, its token, and those that are set aside. May use:
 * core, {@code config}.
 */
@NullMarked
package dev.agentpool.node.session;

import org.jspecify.annotations.NullMarked;
