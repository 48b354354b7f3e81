/** Sessions' folders: whose attempt each serves, its token, and those that are set aside. */
@NullMarked
package dev.agentpool.node.session;

import org.jspecify.annotations.NullMarked;
