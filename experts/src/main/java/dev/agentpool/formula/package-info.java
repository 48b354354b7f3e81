/** Formulas: plans that are used again, a TOML file each, and the mails that they become. */
@NullMarked
package dev.agentpool.formula;

import org.jspecify.annotations.NullMarked;
