/**
 * The folder face of expert pools: files that people and programs drop become mail, answers and
 * settings, each exactly once; what readers expect in the folder is written from the ledger.
 */
@NullMarked
package dev.agentpool.mailroom;

import org.jspecify.annotations.NullMarked;
