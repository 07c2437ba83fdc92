/** What each command does: the dispatcher that runs each once, and the commands of each kind of device. */
package perihost.core.command;
