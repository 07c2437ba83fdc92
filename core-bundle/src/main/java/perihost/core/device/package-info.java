/** The registry of devices, each one's state machine, and the owner thread on which its driver runs. */
package perihost.core.device;
