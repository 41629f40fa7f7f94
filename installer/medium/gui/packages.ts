/** Debian packages of the graphical wizard's layer, each with its reason. Recommends are not followed; nothing of it reaches the target. */
export type Gui = 'chromium' | 'electron' | 'none';
export type GuiPackage = readonly [name: string, why: string];

const display: readonly GuiPackage[] = [
  // Not Wayland's cage: wlroots 0.15 wants PRIME, which drivers of server boards (ast, bochs) lack in this kernel, and a card.
  ['xserver-xorg-core', 'shows one window, on every card that the kernel has a driver for'],
  ['xserver-xorg-video-fbdev', 'the same where only the firmware knows the card, such as the newest of NVIDIA'],
  ['xserver-xorg-input-libinput', 'keyboard and pointer'],
  ['x11-xkb-utils', 'compiles keyboard layouts'],
  ['fonts-dejavu-core', 'the application brings its own fonts; a browser without any does not start'],
];

/** The screen reader, started by nobody but who asks for it. ALSA alone: one program sounds at a time, and no server for it runs. */
const speech: readonly GuiPackage[] = [
  ['orca', 'reads the window aloud'],
  ['at-spi2-core', 'by which the window says what is in it'],
  ['speech-dispatcher', "Orca's way to a voice"],
  ['speech-dispatcher-espeak-ng', 'a voice for every language of the wizard, in 4 MB'],
  ['espeakup', 'the same voice for what is on a console, with speakup of the kernel'],
  ['alsa-utils', 'its udev rule opens the sound cards, which begin muted'],
  ['firmware-sof-signed', 'without it the sound of many laptops is silent'],
];

const browser: readonly GuiPackage[] = [['chromium', 'shows the wizard']];

/** What Electron's own binary links to (its .deb for Debian lists the same). */
const electronLibraries: readonly GuiPackage[] = [
  'libasound2', 'libatk-bridge2.0-0', 'libatk1.0-0', 'libatspi2.0-0', 'libcairo2', 'libcups2', 'libdbus-1-3', 'libexpat1', 'libgbm1', 'libgtk-3-0',
  'libnspr4', 'libnss3', 'libpango-1.0-0', 'libudev1', 'libx11-6', 'libxcb1', 'libxcomposite1', 'libxdamage1', 'libxext6', 'libxfixes3', 'libxkbcommon0', 'libxrandr2',
].map((name) => [name, 'Electron links to it'] as const);

export function guiPackages(gui: Exclude<Gui, 'none'>): readonly GuiPackage[] {
  return [...display, ...speech, ...gui === 'chromium' ? browser : electronLibraries];
}

/** Packages that something depends on and nothing here uses, by paths that are never unpacked (dpkg's --path-exclude). */
export const leftOut: readonly (readonly [path: string, why: string])[] = [
  ['/usr/lib/x86_64-linux-gnu/dri/*', 'the wizard is drawn by the CPU: one way for every card, and none of its drivers can fail'],
  ['/usr/lib/x86_64-linux-gnu/libLLVM*', 'only those drivers use it; 115 MB'],
  ['/usr/lib/x86_64-linux-gnu/libz3*', 'only LLVM uses it'],
  ['/usr/share/icons/Adwaita/*/*', 'no window of GTK is ever shown; its postinst wants the index'],
  ['/usr/share/doc/*', 'but the licences'],
  ['/usr/share/man/*', 'no manual is read on the medium'],
  ['/usr/share/info/*', 'no manual is read on the medium'],
  ['/usr/share/locale/*', 'the wizard brings its own words'],
  ['/usr/share/help/*', 'no manual is read on the medium'],
  ['/usr/share/sounds/*', 'Orca speaks, and plays nothing'],
  ['/usr/lib/x86_64-linux-gnu/gstreamer-1.0/*.so', 'only what would play those sounds; Orca goes without'],
  ['/usr/share/liblouis/*', 'tables of contracted Braille; no driver of a Braille display is there'],
  ['/usr/share/iso-codes/*', 'names of languages for GStreamer'],
  ['/usr/share/xml/iso-codes/*', 'names of languages for GStreamer'],
  ['/usr/lib/x86_64-linux-gnu/espeak-ng-data/voices/*', 'a hundred variants of each voice, of all of which a list is made before the first word: seconds'],
  ['/usr/share/speech-dispatcher/locale/*/emojis.dic', 'none is in the wizard; 14 MB'],
  ['/usr/share/applications/*', 'nothing else is started'],
  ['/usr/lib/chromium/libVkLayer_*', 'for who develops with Vulkan; 23 MB'],
  ['/usr/lib/chromium/libVkICD_mock*', 'for who develops with Vulkan'],
  ['/usr/lib/chromium/*.TOC', 'left over from linking'],
];
/** Of what `leftOut` has: wanted after all. */
export const keptIn: readonly (readonly [path: string, why: string])[] = [
  ['/usr/share/icons/Adwaita/cursors/*', 'the pointer'],
  ['/usr/share/doc/*/copyright', 'the licences'],
  ...['ar', 'de', 'es', 'fr', 'he', 'hi', 'it', 'ja', 'ko', 'pl', 'pt_BR', 'ru', 'tr', 'zh_CN']
    .map((language) => [`/usr/share/locale/${language}/LC_MESSAGES/orca.mo`, "the reader's own words, such as button and heading"] as const),
];
