/** What a provider's subscription has left: windows, snapshots, and what they come to. Pure. */
@NullMarked
package dev.agentpool.usage;

import org.jspecify.annotations.NullMarked;
