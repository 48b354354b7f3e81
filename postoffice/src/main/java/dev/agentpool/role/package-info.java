/**
 * What an expert is to its agent: the words before its prompt, and the tools of its role, served
 * inside the daemon.
 */
@NullMarked
package dev.agentpool.role;

import org.jspecify.annotations.NullMarked;
