/** From a project's folder to its open pool. */
@NullMarked
package dev.agentpool.project;

import org.jspecify.annotations.NullMarked;
