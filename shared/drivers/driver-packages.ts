/**
 * Every Debian package the resolver may name, so that a test can hold each against Debian's own Packages files
 * (test/golden/drivers/debian-packages.list) and a typing error fails.
 */
import type { DriverPackage } from './driver-plan.ts';

const bookworm = {
  dkms: 'builds the driver’s kernel module on this machine, again after each kernel update',
  'linux-headers-amd64': 'the kernel’s headers, which building the module needs',
  mokutil: 'hands the machine’s own key to the firmware for Secure Boot',
  'nvidia-kernel-dkms': 'NVIDIA’s kernel module, series 535',
  'firmware-nvidia-gsp': 'firmware that the module loads into cards since Turing',
  'nvidia-smi': 'shows the card’s state; the check after the reboot uses it',
  libcuda1: 'NVIDIA’s compute library',
  'nvidia-vulkan-icd': 'NVIDIA’s Vulkan driver',
  'nvidia-persistenced': 'keeps the card awake when nobody uses it',
  'nvidia-modprobe': 'makes the device nodes at boot',
  'nvidia-tesla-470-kernel-dkms': 'NVIDIA’s kernel module, series 470',
  'nvidia-tesla-470-smi': 'shows the card’s state; the check after the reboot uses it',
  'libnvidia-tesla-470-cuda1': 'NVIDIA’s compute library, series 470',
  'nvidia-tesla-470-vulkan-icd': 'NVIDIA’s Vulkan driver, series 470',
  libvulkan1: 'finds the Vulkan driver of the card',
  'firmware-misc-nonfree': 'firmware of Intel graphics up to 2022',
  'firmware-amd-graphics': 'firmware without which amdgpu does not start the card',
  'mesa-vulkan-drivers': 'Vulkan drivers RADV (AMD) and ANV (Intel)',
  'intel-opencl-icd': 'Intel’s compute driver that SYCL runs on',
} as const;

const backports = {
  'linux-image-amd64': 'kernel 6.12: the 6.1 of Debian 12 does not know this device or not well',
  'linux-headers-amd64': 'headers of the backported kernel',
  'firmware-amd-graphics': 'firmware of 2025: that of Debian 12 is of February 2023',
  'firmware-intel-graphics': 'firmware of 2025, matching kernel 6.12',
  'firmware-intel-misc': 'firmware of the NPU',
  'mesa-vulkan-drivers': 'Vulkan drivers RADV (AMD) and ANV (Intel) of Mesa 25.0.7; the 22.3 of Debian 12 is slow or blind for newer cards',
} as const;

export const driverPackageNames: readonly string[] = [...new Set([...Object.keys(bookworm), ...Object.keys(backports)])].sort();

export const fromBookworm = (...names: (keyof typeof bookworm)[]): DriverPackage[] => names.map((name) => ({ name, from: 'bookworm', why: bookworm[name] }));
export const fromBackports = (...names: (keyof typeof backports)[]): DriverPackage[] => names.map((name) => ({ name, from: 'bookworm-backports', why: backports[name] }));
/** Of ours, from the repository on the medium. */
export const llamaVulkan: DriverPackage = { name: 'cognos-llama-vulkan', from: 'cognos', why: 'llama.cpp’s Vulkan backend' };
export const fromVendor = (packages: Record<string, string>): DriverPackage[] => Object.entries(packages).map(([name, why]) => ({ name, from: 'vendor', why }));
