import { mount } from 'svelte';
import './older-browsers.ts';
import './theme.css';
import './base.css';
import App from './App.svelte';
import { startToSpeak } from './i18n/i18n.svelte.ts';

const target = document.getElementById('app');
if (!target) throw new Error('index.html has no #app');
void startToSpeak().then(() => mount(App, { target }));
