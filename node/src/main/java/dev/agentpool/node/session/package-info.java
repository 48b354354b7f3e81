/** Sessions' folders: whose attempt each serves, and those that are set aside. */
@NullMarked
package dev.agentpool.node.session;

import org.jspecify.annotations.NullMarked;
