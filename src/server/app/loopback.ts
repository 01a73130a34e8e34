/** Whether only this machine reaches an address such as 127.0.0.1:8090. */
export function isLoopback(address: string): boolean {
  return /^(127(\.\d{1,3}){3}|\[::1\]|localhost):\w+$/.test(address);
}
