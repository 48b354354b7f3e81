/**
 * Claims of files by tasks and live sessions, so that two agents do not write one file (spec
 * control-plane 14).
 */
@NullMarked
package dev.agentpool.lease;

import org.jspecify.annotations.NullMarked;
